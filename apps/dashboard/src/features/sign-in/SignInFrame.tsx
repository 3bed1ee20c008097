import { BrandMark } from '@blunari/ui/brand-mark';
import { MockBadge } from '../../shared/mock-mode/MockBadge.tsx';
import { type FormEvent, type ReactNode, type Ref, useEffect } from 'react';

export interface SignInFrameProps {
  /** Of the page and of its form. */
  title: string;
  heading: string;
  subtitle: string;
  formRef?: Ref<HTMLFormElement>;
  onSubmit: () => void;
  children: ReactNode;
}

/** What people see who are not in yet: the mark, one heading and one short form. */
export function SignInFrame({ title, heading, subtitle, formRef, onSubmit, children }: SignInFrameProps) {
  useEffect(() => {
    document.title = `${title} · Blunari`;
  }, [title]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <main className="flex min-h-full flex-col bg-canvas px-4 py-6">
      <form ref={formRef} noValidate aria-label={title} onSubmit={submit} className="m-auto w-full max-w-90">
        <BrandMark size={40} />
        <div className="mt-5 flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="m-0 page-title">{heading}</h1>
          <MockBadge />
        </div>
        <p className="mt-1 mb-5 text-13 text-pretty text-ink-2">{subtitle}</p>
        {children}
      </form>
    </main>
  );
}
