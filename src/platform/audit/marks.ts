/** What makes a look one that somebody asks about, whoever it was at: it stands in the audit's `detail`, under the seal. */
export const AUDIT_MARKS = ['other-caseload', 'print', 'download', 'export', 'bulk', 'break-glass'] as const
export type AuditMark = (typeof AUDIT_MARKS)[number]
