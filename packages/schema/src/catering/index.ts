export { estimate, quantityFor, type Estimate } from './estimate.ts';
export {
  createRequestSchema,
  requestDetailsSchema,
  requestReceiptSchema,
  requestRowSchema,
  requestStatusSchema,
  type CreateRequest,
  type RequestDetails,
  type RequestReceipt,
  type RequestRow,
} from './request.ts';
