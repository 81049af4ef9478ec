import './customer.css'
import { createApp } from 'vue'
import CustomerPage from './CustomerPage.vue'

createApp(CustomerPage).mount('#page')
