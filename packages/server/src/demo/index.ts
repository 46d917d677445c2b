export { demoSandbox, fillWithDemoData } from './fill.ts';
