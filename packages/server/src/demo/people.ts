/** Somebody who buys telephony from the sandbox partner. */
export interface DemoCustomer {
  readonly name: string;
  readonly company: string;
  readonly email: string;
  readonly phone: string;
  readonly country: string;
  readonly city: string;
  readonly size: 'small' | 'medium' | 'large';
  /** Days after the beginning of the story. */
  readonly joinsOnDay: number;
  /** What becomes of it: `dry` forgets to pay, `robbed` has an open PBX. Default: it goes on. */
  readonly fate?: 'low' | 'empty' | 'suspended' | 'closed' | 'dry' | 'robbed';
}

type Row = readonly [
  name: string,
  company: string,
  city: string,
  country: string,
  phone: string,
  size: DemoCustomer['size'],
  joinsOnDay: number,
  fate?: DemoCustomer['fate'],
];

const ROWS: readonly Row[] = [
  ['Rohan Mehta', 'Mehta Stores', 'Mumbai', 'IN', '+919431538501', 'small', 0],
  ['Ananya Iyer', 'Iyer Diagnostics LLP', 'Chennai', 'IN', '+919431538502', 'medium', 1],
  ['Vikram Singh', 'Rajputana Logistics Private Limited', 'Jaipur', 'IN', '+919431538503', 'large', 2],
  ['Fatima Sheikh', 'Sheikh Travels', 'Hyderabad', 'IN', '+919431538504', 'small', 4, 'low'],
  ['Karthik Nair', 'Malabar Spices Exports', 'Kochi', 'IN', '+919431538505', 'medium', 5],
  ['Priya Deshmukh', 'Deshmukh Academy', 'Pune', 'IN', '+919431538506', 'small', 8],
  ['Arjun Reddy', 'Deccan Contact Centres Private Limited', 'Hyderabad', 'IN', '+919431538507', 'large', 9],
  ['Sunita Agarwal', 'Agarwal Textiles', 'Surat', 'IN', '+919431538508', 'medium', 11],
  ['Joseph D’Souza', 'D’Souza & Sons', 'Panaji', 'IN', '+919431538509', 'small', 14, 'closed'],
  ['Neha Kulkarni', 'Kulkarni Health Clinic', 'Nashik', 'IN', '+919431538510', 'small', 16],
  ['Sarah Whitfield', 'Whitfield Lettings Ltd', 'Manchester', 'GB', '+447700900123', 'medium', 18, 'dry'],
  ['Harpreet Kaur', 'Amritsar Agro Traders', 'Amritsar', 'IN', '+919431538511', 'medium', 20],
  ['Imran Qureshi', 'Quick Quote Insurance Brokers', 'Lucknow', 'IN', '+919431538512', 'large', 22, 'robbed'],
  ['Deepa Raghavan', 'Raghavan Legal', 'Bengaluru', 'IN', '+919431538513', 'small', 25, 'empty'],
  ['Omar Al Farsi', 'Al Farsi Trading LLC', 'Dubai', 'AE', '+971501234567', 'medium', 28],
  ['Manoj Patel', 'Patel Solar Systems', 'Ahmedabad', 'IN', '+919431538514', 'medium', 31],
  ['Lakshmi Narayanan', 'Temple City Tours', 'Madurai', 'IN', '+919431538515', 'small', 35],
  ['Michael Tan', 'Lion City Freight Pte Ltd', 'Singapore', 'SG', '+6591234567', 'large', 38],
  ['Ritu Bansal', 'Bansal Furnishings', 'Gurugram', 'IN', '+919431538516', 'small', 43, 'suspended'],
  ['Debashish Ghosh', 'Hooghly Publishing House', 'Kolkata', 'IN', '+919431538517', 'small', 47],
  ['Grace Okafor', 'Okafor Recruitment', 'London', 'GB', '+447700900456', 'small', 52, 'low'],
  ['Sanjay Verma', 'Verma Motors', 'Indore', 'IN', '+919431538518', 'medium', 58],
  ['Aisha Khan', 'Khan Couriers', 'Srinagar', 'IN', '+919431538519', 'small', 66],
  ['Daniel Brooks', 'Brooks Analytics Inc', 'Austin', 'US', '+15125550148', 'medium', 74],
  ['Meera Joshi', 'Joshi Handlooms', 'Varanasi', 'IN', '+919431538520', 'small', 83, 'empty'],
];

function domainOf(company: string): string {
  return company
    .toLowerCase()
    .replace(/ (private limited|llp|llc|ltd|inc|pte ltd)$/, '')
    .replace(/[^a-z]+/g, '');
}

/** Every address ends in `.example`: nothing that is mailed to one arrives anywhere. */
export const DEMO_CUSTOMERS: readonly DemoCustomer[] = ROWS.map(
  ([name, company, city, country, phone, size, joinsOnDay, fate]) => ({
    name,
    company,
    email: `${(name.split(' ')[0] ?? name).toLowerCase()}@${domainOf(company)}.example`,
    phone,
    country,
    city,
    size,
    joinsOnDay,
    ...(fate === undefined ? {} : { fate }),
  }),
);

export const DEMO_TEAM = [
  { name: 'Kavita Rao', email: 'kavita@acmetelecom.example', role: 'admin', joinsOnDay: 1 },
  { name: 'Suresh Pillai', email: 'suresh@acmetelecom.example', role: 'finance', joinsOnDay: 6 },
  { name: 'Nisha Thomas', email: 'nisha@acmetelecom.example', role: 'support', joinsOnDay: 30 },
] as const;

export const DEMO_TOKENS = [
  { label: 'Reporting (read only)', scopes: ['read'], madeOnDay: 10 },
  { label: 'Billing system', scopes: ['read', 'transfer'], madeOnDay: 21 },
] as const;
