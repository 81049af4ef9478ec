import { capitalsAndDigits, digits, lettersAndDigits, type RandomBytes } from './random.ts'

/** Whom this Cloud Pay serves. Everything here is demo data, made up; the key is made afresh at every start. */
export interface Merchant {
  outMchId: string
  outSubMchId: string
  outShopId: string
  shopName: string
  branchName: string
  /** `cloud_cashier_id`: every order and refund number begins with it (PROTOCOL 4). */
  prefix: string
  /** `authen_key`. Leaves the sandbox in the answer to a configuration link and in no other way. */
  key: string
}

export interface StaffMember {
  staffId: string
  name: string
  role: 'clerk' | 'manager' | 'admin'
  refundAuth: boolean
  /** Six digits, shown on the back-office page: a training password, never a real one. */
  trainingPassword: string
}

export interface DeviceRecord {
  deviceId: string
  name: string
  /** The person a freshly configured device is set to (PROTOCOL 5.10). */
  staffId: string
}

/** A QR code of the shop that customers pay by themselves (PROTOCOL 12, `qrcode_infos`). What `type` counts is not public. */
export interface QrCode {
  id: string
  name: string
  type: number
}

export type WalletTender = 'wechat' | 'alipay' | 'memberCard'

export interface WalletSeed {
  id: string
  tender: WalletTender
  name: string
  nameEn: string
  /** First two digits of its payment codes (PROTOCOL 4). */
  codePrefix: string
  /** The membership number of the card that this is the face of. */
  cardNumber?: string
}

/** A member and the card, as at the start. Telephone numbers are made up. */
export interface MemberSeed {
  membershipNumber: string
  outCardId: string
  uid: number
  name: string
  phone: string
  balanceFee: number
  claimed: boolean
  activated: boolean
  /** Unix seconds; 0: without end. */
  validUntil: number
  /** The WeChat wallet of the customer who has it. */
  ownerWalletId?: string
}

export interface Seed {
  merchant: Merchant
  staff: readonly StaffMember[]
  devices: readonly DeviceRecord[]
  qrCodes: readonly QrCode[]
  wallets: readonly WalletSeed[]
  members: readonly MemberSeed[]
}

const IN_USE = { claimed: true, activated: true, validUntil: 0 } as const
/** The last second of 2020, and of 2099, in China. */
const END_OF_2020 = 1_609_430_399
const END_OF_2099 = 4_102_415_999

const member = (n: number, number: string, name: string, phone: string, balanceFee: number): MemberSeed => ({
  membershipNumber: number,
  outCardId: `card000000000088${String(n).padStart(4, '0')}`,
  uid: 880_000 + n,
  name,
  phone,
  balanceFee,
  ...IN_USE,
})

/** Two in use, two of one family with one telephone number, one that was imported and never claimed, one that is over. */
const MEMBERS: readonly MemberSeed[] = [
  member(1, '880001206', '陈静', '13600001206', 88_800),
  member(2, '880001311', '刘洋', '13900001311', 600),
  { ...member(3, '880001402', '林芳', '13800001402', 25_000), ownerWalletId: 'wechat-fang' },
  { ...member(4, '880001403', '林海', '13800001402', 5000), validUntil: END_OF_2099 },
  { ...member(5, '880001505', '郑浩', '13700001505', 12_000), ownerWalletId: 'wechat-hao', claimed: false, activated: false },
  { ...member(6, '880001608', '何平', '13500001608', 7300), validUntil: END_OF_2020 },
]

export function seedFor(random: RandomBytes): Seed {
  const password = () => digits(random, 6)
  return {
    merchant: {
      outMchId: `sz01${lettersAndDigits(random, 16)}`,
      outSubMchId: `sz02${lettersAndDigits(random, 16)}`,
      outShopId: `sz03${lettersAndDigits(random, 16)}`,
      shopName: '海风酒店 南山店',
      branchName: '南山店',
      prefix: '01000052',
      key: capitalsAndDigits(random, 32),
    },
    staff: [
      { staffId: '1206', name: '李婷', role: 'clerk', refundAuth: true, trainingPassword: password() },
      { staffId: '1207', name: '王磊', role: 'clerk', refundAuth: false, trainingPassword: password() },
      { staffId: '1211', name: '孙悦', role: 'clerk', refundAuth: false, trainingPassword: password() },
      { staffId: '0001', name: '陈经理', role: 'manager', refundAuth: true, trainingPassword: password() },
      { staffId: '1000', name: '周航', role: 'admin', refundAuth: true, trainingPassword: password() },
    ],
    devices: [
      { deviceId: 'A1', name: 'A1 前台', staffId: '1206' },
      { deviceId: 'A2', name: 'A2 餐厅', staffId: '1207' },
      { deviceId: 'A3', name: 'A3 泳池', staffId: '1211' },
    ],
    qrCodes: [
      { id: '700100000001', name: '门口台卡', type: 1 },
      { id: '700100000002', name: '泳池吧台', type: 1 },
    ],
    wallets: [
      { id: 'wechat-fang', tender: 'wechat', name: '林芳', nameEn: 'Lin Fang', codePrefix: '13' },
      { id: 'wechat-hao', tender: 'wechat', name: '郑浩', nameEn: 'Zheng Hao', codePrefix: '10' },
      { id: 'alipay-min', tender: 'alipay', name: '赵敏', nameEn: 'Zhao Min', codePrefix: '28' },
      { id: 'alipay-qiang', tender: 'alipay', name: '何强', nameEn: 'He Qiang', codePrefix: '25' },
      {
        id: 'member-jing',
        tender: 'memberCard',
        name: '陈静',
        nameEn: 'Chen Jing',
        codePrefix: '99',
        cardNumber: '880001206',
      },
      {
        id: 'member-yang',
        tender: 'memberCard',
        name: '刘洋',
        nameEn: 'Liu Yang',
        codePrefix: '99',
        cardNumber: '880001311',
      },
      { id: 'member-ping', tender: 'memberCard', name: '何平', nameEn: 'He Ping', codePrefix: '99', cardNumber: '880001608' },
    ],
    members: MEMBERS,
  }
}
