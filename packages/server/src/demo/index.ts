export { registerDemoCommands } from './commands.ts';
export { demoSandbox, fillWithDemoData } from './fill.ts';
