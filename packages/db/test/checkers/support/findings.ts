/** What a checker found. */
export interface Finding {
  readonly rule: string;
  /** Where: an object of the database, or a file and line. */
  readonly subject: string;
  readonly detail: string;
}

/** A finding that stays, and why. */
export interface Exception {
  readonly rule: string;
  /** Subjects that it covers; one that is not matched is a finding still. */
  readonly subject: RegExp;
  readonly reason: string;
}

/** What nobody has excepted, and exceptions that except nothing (any more), as lines to be read in a failed test. */
export function review(findings: readonly Finding[], exceptions: readonly Exception[]): readonly string[] {
  const covers = (exception: Exception, { rule, subject }: Finding): boolean =>
    exception.rule === rule && exception.subject.test(subject);
  return [
    ...findings
      .filter((finding) => !exceptions.some((exception) => covers(exception, finding)))
      .map(({ rule, subject, detail }) => `${rule}: ${subject}: ${detail}`),
    ...exceptions
      .filter((exception) => !findings.some((finding) => covers(exception, finding)))
      .map(({ rule, subject }) => `unused exception: ${rule}: ${subject.source}`),
  ];
}
