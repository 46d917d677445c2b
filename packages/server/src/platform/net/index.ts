export {
  formatIpv4Network,
  networkOf,
  networksOverlap,
  parseIpv4Network,
  reachOf,
  type Ipv4Network,
} from './ipv4-network.ts';
export { isPublicHostName, readPublicUrl } from './public-url.ts';
