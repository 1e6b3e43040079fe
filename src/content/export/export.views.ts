import { view } from '../../platform/views/view.ts'

export const exportView = view<{ title: string }>('export/export', { title: 'Vienti' })
