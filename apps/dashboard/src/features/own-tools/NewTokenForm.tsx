import { createApiTokenSchema, type MadeApiToken } from '@blunari/schema/api';
import { Button } from '@blunari/ui/button';
import { Note } from '@blunari/ui/note';
import { Select } from '@blunari/ui/select';
import { TextField } from '@blunari/ui/text-field';
import { useMutation } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { appErrorOf } from '../../data/app-error-of.ts';
import { useServices } from '../../data/services-context.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { expiresAtOf, type Lifetime, lifetimes } from './lifetimes.ts';

/** Makes a token: what it is for, and how long it is good. `onMade` is told it, the only time that it is told. */
export function NewTokenForm({ onMade }: { onMade: (made: MadeApiToken, name: string) => void }) {
  const { trpc, queryClient } = useServices();
  const { tenant } = useTenant();
  const [name, setName] = useState('');
  const [lifetime, setLifetime] = useState<Lifetime>('revoked');
  const [problem, setProblem] = useState<string>();
  const make = useMutation(
    trpc.apiTokens.create.mutationOptions({
      onSuccess: async (made, asked) => {
        onMade(made, asked.name);
        await queryClient.invalidateQueries({ queryKey: trpc.apiTokens.list.pathKey() });
      },
    }),
  );
  const send = () => {
    const expiresAt = expiresAtOf(lifetime, Date.now());
    const asked = createApiTokenSchema.safeParse({ tenantId: tenant.id, name, ...(expiresAt ? { expiresAt } : {}) });
    setProblem(asked.error?.issues[0]?.message);
    if (asked.success && !make.isPending) make.mutate(asked.data);
  };
  return (
    <form
      noValidate
      aria-label="New token"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="grid items-start gap-x-3 gap-y-1 @lg:grid-cols-[minmax(0,1fr)_160px_auto]">
        <TextField
          label="What the token is for"
          value={name}
          onChange={setName}
          maxLength={80}
          placeholder="Monthly report"
          autoComplete="off"
          hint="Only to tell it from others here"
          error={problem}
        />
        <Select label="Ends" value={lifetime} onChange={setLifetime} options={lifetimes} />
        <Button type="submit" variant="filled" icon={KeyRound} isBusy={make.isPending} className="@lg:mt-5.5">
          Make token
        </Button>
      </div>
      {make.isError && (
        <Note tone="negative" isAlert className="mt-2">
          {appErrorOf(make.error).message}
        </Note>
      )}
    </form>
  );
}
