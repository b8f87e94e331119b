/** The little of autocannon that the bench uses; the package carries no types. */
declare module 'autocannon' {
  type Request = { method?: string; path?: string; headers?: Record<string, string>; body?: string }
  type Options = {
    url: string
    connections: number
    duration: number
    requests: (Request & {
      setupRequest?: (request: Request) => Request
      onResponse?: (status: number, body: string) => void
    })[]
  }
  type Result = {
    '2xx': number
    non2xx: number
    errors: number
    duration: number
    latency: { p50: number; p99: number }
  }
  const autocannon: (options: Options) => Promise<Result>
  export default autocannon
}
