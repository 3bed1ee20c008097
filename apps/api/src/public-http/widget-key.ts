import { publicKeySchema } from '@blunari/schema/ids';
import { z } from 'zod';

export const keyParamsSchema = z.object({ key: publicKeySchema });
