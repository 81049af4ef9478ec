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

export type WalletTender = 'wechat' | 'alipay' | 'memberCard'

export interface WalletSeed {
  id: string
  tender: WalletTender
  name: string
  nameEn: string
  /** First two digits of its payment codes (PROTOCOL 4). */
  codePrefix: string
  member?: { membershipNumber: string; outCardId: string; uid: number; balanceFee: number }
}

export interface Seed {
  merchant: Merchant
  staff: readonly StaffMember[]
  devices: readonly DeviceRecord[]
  wallets: readonly WalletSeed[]
}

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
        member: { membershipNumber: '880001206', outCardId: 'card0000000000880001', uid: 880001, balanceFee: 88_800 },
      },
      {
        id: 'member-yang',
        tender: 'memberCard',
        name: '刘洋',
        nameEn: 'Liu Yang',
        codePrefix: '99',
        member: { membershipNumber: '880001311', outCardId: 'card0000000000880002', uid: 880002, balanceFee: 600 },
      },
    ],
  }
}
