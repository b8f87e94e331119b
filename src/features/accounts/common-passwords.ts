let kept: Promise<ReadonlySet<string>> | undefined

/** The 49,000 most common passwords, offline. Read when a password is first chosen: the service does not need them to start. */
export function readCommonPasswords(): Promise<ReadonlySet<string>> {
  kept ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']))
  return kept
}
