import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../src/migrate/migrate.ts';
import { startCluster, type Cluster } from '../support/clusters.ts';
import { hasTool } from '../support/optional-tools.ts';
import { createProduct, type Product } from '../support/product.ts';
import { query } from '../support/query.ts';
import { review, type Exception } from './support/findings.ts';
import { runPlpgsqlCheck } from './support/plpgsql-check.ts';

const exceptions: readonly Exception[] = [];

describe.skipIf(!hasTool('Postgres 15') || !hasTool('plpgsql_check for Postgres 15'))(
  'plpgsql_check on Postgres 15',
  () => {
    let cluster: Cluster;
    let product: Product;

    beforeAll(async () => {
      cluster = await startCluster(15);
      product = await createProduct(cluster.superuserUrl, undefined, { tenantCount: 0 });
      await migrate(product.owner);
    });
    afterAll(() => cluster.stop());

    it('finds nothing in our functions and triggers', async () => {
      expect(review(await runPlpgsqlCheck(product.superuser), exceptions)).toEqual([]);
    });

    it('finds what is planted', async () => {
      await query(product.owner, planted);
      const found = (await runPlpgsqlCheck(product.superuser)).map(({ subject, detail }) => `${subject}: ${detail}`);
      expect(found).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/wrong_column\(\).*column "nowhere" does not exist/),
          expect.stringMatching(/wrong_field\(\).*record "new" has no field "nowhere"/),
          expect.stringMatching(/idle\(\).*unused variable "spare"/),
          expect.stringMatching(/volatile_for_nothing\(\).*should be IMMUTABLE/),
          expect.stringMatching(/injectable\(text\).*not sanitized/),
          expect.stringMatching(/no_trigger\(\).*nothing calls/),
        ]),
      );
    });
  },
);

const planted = `
  create function widget_private.wrong_column() returns void language plpgsql set search_path = '' as $$
    begin perform nowhere from public.widget_bookings; end $$;
  create function widget_private.wrong_field() returns trigger language plpgsql set search_path = '' as $$
    begin new.nowhere := 1; return new; end $$;
  create trigger wrong_field before update on public.widget_bookings for each row execute function widget_private.wrong_field();
  create function widget_private.idle() returns void language plpgsql set search_path = '' as $$
    declare spare int; begin perform clock_timestamp(); end $$;
  create function widget_private.volatile_for_nothing() returns int language plpgsql set search_path = '' as $$
    begin return 1; end $$;
  create function widget_private.injectable(name text) returns void language plpgsql set search_path = '' as $$
    begin execute 'select ''' || name || ''''; end $$;
  create function widget_private.no_trigger() returns trigger language plpgsql set search_path = '' as $$
    begin return null; end $$;`;
