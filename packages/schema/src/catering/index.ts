export { estimate, quantityFor, type Estimate } from './estimate.ts';
export {
  createRequestSchema,
  requestReceiptSchema,
  requestRowSchema,
  requestStatusSchema,
  type CreateRequest,
  type RequestReceipt,
  type RequestRow,
} from './request.ts';
