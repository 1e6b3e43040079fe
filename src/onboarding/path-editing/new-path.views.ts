import type { Errors, Problem } from '../../people/form-fields.ts'
import { view } from '../../platform/views/view.ts'
import type { Option } from '../start.views.ts'

interface NewPathPage { title: string; heading: string; problems: Problem[]; errors: Errors<'otsikko' | 'vastuu'>; name: string; teams: Option[]; models: Option[] }
const OPTION: Option = { value: '1', label: 'Asiakaspalveluryhmä', chosen: true }
export const newPathView = view<NewPathPage>('onboarding/new-path', {
  title: 'Uusi polku', heading: 'Uusi polku', problems: [{ field: 'otsikko', key: 'onboarding.newPath.titleMissing' }], errors: { otsikko: 'onboarding.newPath.titleMissing', vastuu: 'onboarding.newPath.ownerMissing' },
  name: 'Harjoittelijan polku', teams: [OPTION], models: [OPTION],
})
