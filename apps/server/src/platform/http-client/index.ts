export { createOutboundHttp, OutboundError, type OutboundHttp, type OutboundRequest, type OutboundResponse } from './outbound.ts';
