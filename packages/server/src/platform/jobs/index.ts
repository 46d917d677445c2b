export {
  createJobs,
  type JobEvent,
  type JobHandler,
  type Jobs,
  type JobsDeps,
  type Schedule,
} from './jobs.ts';
