export { fillWithDemoData } from './fill.ts';
