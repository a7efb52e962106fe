export { action } from './action.ts';
export { adoptionRequest } from './adoption-request.ts';
export { checkpoint } from './checkpoint.ts';
export { delivery } from './delivery.ts';
export { departure } from './departure.ts';
export { reminderDigest } from './reminder-digest.ts';
export { risk } from './risk.ts';
export { vendor } from './vendor.ts';
