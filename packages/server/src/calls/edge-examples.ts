const CALL_ID = '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9c01';
const CARRIER_ID = '0198c0de-7a11-7000-8000-0000000000c1';
const GATEWAY_ID = '0198c0de-7a11-7000-8000-0000000000c2';

export const authoriseExample = {
  calls: [
    {
      call_id: CALL_ID,
      direction: 'outbound',
      source: {
        partner_id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b00',
        customer_id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b10',
        trunk_id: '5e1b7c3e-4f8a-4c0e-8d2b-1a2b3c4d5e6f',
        credential_id: null,
      },
      to: '+919876543210',
      from: '+919431538535',
      sip: { call_id: 'a84b4c76e66710@pbx.nimbus.example', user_agent: 'FreeSWITCH' },
    },
  ],
};
export const authoriseResultsExample = {
  results: [
    {
      call_id: CALL_ID,
      outcome: 'allowed',
      funded_seconds: 60,
      max_seconds: 14400,
      currency: 'INR',
      held: 0.45,
      emergency: false,
      simulated: false,
      routes: [
        {
          position: 1,
          carrier_id: CARRIER_ID,
          gateway_id: GATEWAY_ID,
          transport: 'udp',
          request_uri: 'sip:09876543210@sip.northwind.example:5060;transport=udp',
          dialled_number: '09876543210',
          cli: '+919431538535',
          cli_withheld: false,
        },
      ],
      delivery: null,
      reason: null,
      sip_code: null,
      message: null,
      recorded: false,
      replayed: false,
    },
  ],
};
export const answeredExample = { calls: [{ call_id: CALL_ID, answered_at: '2026-03-25T10:00:04.000Z' }] };
export const answeredResultsExample = {
  results: [{ call_id: CALL_ID, outcome: 'noted', funded_seconds: 60, hang_up: false }],
};
export const extendExample = { calls: [{ call_id: CALL_ID, funded_seconds: 60 }] };
export const extendResultsExample = {
  results: [
    { call_id: CALL_ID, outcome: 'granted', funded_seconds: 180, held: 1.35, reason: null, hang_up: false },
  ],
};
export const endExample = {
  calls: [
    {
      call_id: CALL_ID,
      progress_at: '2026-03-25T10:00:01.000Z',
      answered_at: '2026-03-25T10:00:04.000Z',
      ended_at: '2026-03-25T10:00:46.000Z',
      hangup_cause: 'NORMAL_CLEARING',
      hangup_cause_code: 4000,
      hangup_source: 'Caller',
      sip_code: 200,
      pdd_ms: 900,
    },
  ],
};
export const endResultsExample = {
  results: [
    {
      call_id: CALL_ID,
      outcome: 'settled',
      talk_seconds: 42,
      billed_seconds: 60,
      cost: 0.45,
      currency: 'INR',
      written_off: 0.0,
      corrected: false,
    },
  ],
};
