/** Words about sending many requests at once. */
export const burst = {
  title: 'Burst',
  chart: 'How long the requests took: half of them at most {{p50}}, all but one in a hundred at most {{p99}}',
  concurrency: 'At once',
  done: '{{done}} of {{requests}}',
  elapsed: 'Took',
  empty: 'Nothing measured yet',
  emptyHint: 'The prepared request is sent many times; a histogram shows how long each took.',
  hint: 'Sends the prepared request to what is live, through the gateway. The sender shares this machine with it.',
  invalid: 'From 1 to {{most}}',
  longest: 'Longest',
  perSecond: 'Per second',
  progress: 'Requests answered',
  received: 'Received',
  requests: 'Requests',
  start: 'Start',
  stop: 'Stop',
} as const;
