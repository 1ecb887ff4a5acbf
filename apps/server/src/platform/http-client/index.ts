export type { OutboundDownload, OutboundStream } from './download.ts';
export { createOutboundHttp, type OutboundHttp, type OutboundRequest, type OutboundResponse } from './outbound.ts';
export { OutboundError } from './outbound-error.ts';
export { urlFault } from './url-fault.ts';
