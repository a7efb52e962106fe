export { adoptionRequest } from './adoption-request.ts';
export { checkpoint } from './checkpoint.ts';
export { departure } from './departure.ts';
