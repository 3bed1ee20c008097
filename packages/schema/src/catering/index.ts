export { checkRequest, type CheckedRequest } from './check-request.ts';
export { estimate, quantityFor, type Estimate } from './estimate.ts';
export {
  createRequestSchema,
  requestDetailsSchema,
  requestReceiptSchema,
  requestRefusalSchema,
  requestRowSchema,
  requestStatusSchema,
  type CreateRequest,
  type RequestDetails,
  type RequestReceipt,
  type RequestRefusal,
  type RequestRow,
} from './request.ts';
