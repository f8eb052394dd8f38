{{- /*
What each value may be by itself, and what does not go together. A YAML list of what to change; checks.yaml tells it with the rest.
*/}}
{{- define "traject.combinations" -}}
{{- $wrong := list }}
{{- $at := dict }}
{{- range $path := list "mongodb.uri.name" "temporal.address" "temporal.apiKey.name" "temporal.tls.enabled" "oidc.issuer" "smtp.host" "externalSecrets.enabled"
  "secrets.payloads.name" "secrets.dossiers.name" "secrets.delivery.name" "secrets.parents.name" "secrets.sessions.name"
  "notifications.noticeHour" "notifications.webhooks.allowPrivate" "registry.developmentLists" }}
{{- $found := $.Values }}
{{- range splitList "." $path }}{{ $found = index $found . }}{{ end }}
{{- $_ := set $at $path $found }}
{{- end }}
{{- if .Values.devStack.enabled }}
{{- range $path, $value := omit $at "notifications.noticeHour" "notifications.webhooks.allowPrivate" "registry.developmentLists" }}
{{- if $value }}
{{- $wrong = append $wrong (printf "%s is set, and the devStack brings its own: leave it out, or set devStack.enabled to false" $path) }}
{{- end }}
{{- end }}
{{- else }}
{{- range $path, $value := pick $at "notifications.noticeHour" "notifications.webhooks.allowPrivate" "registry.developmentLists" }}
{{- if $value }}
{{- $wrong = append $wrong (printf "%s is only for the devStack: leave it out" $path) }}
{{- end }}
{{- end }}
{{- if ne .Values.worker.policy "zout" }}
{{- $wrong = append $wrong (printf "worker.policy %s makes days of seconds, which is only for the devStack: set it to zout" .Values.worker.policy) }}
{{- end }}
{{- end }}
{{- if and .Values.ingress.enabled .Values.gateway.enabled }}
{{- $wrong = append $wrong "ingress.enabled and gateway.enabled are both true: keep the way by which browsers come in" }}
{{- end }}
{{- if and .Values.gateway.enabled (not .Values.gateway.parentRefs) }}
{{- $wrong = append $wrong "gateway.parentRefs is empty: name your Gateway, such as [{name: public, namespace: gateways}]" }}
{{- end }}
{{- with .Values.externalSecrets }}
{{- if and .enabled (not .store.name) }}
{{- $wrong = append $wrong "externalSecrets.store.name is not set: name the store that the External Secrets operator reads" }}
{{- end }}
{{- if and .enabled (not .secrets) }}
{{- $wrong = append $wrong "externalSecrets.secrets is empty: say which Secrets are made from what, or set externalSecrets.enabled to false" }}
{{- end }}
{{- end }}
{{- with .Values.notifications.bounce }}
{{- if and .enabled (not .address) }}
{{- $wrong = append $wrong "notifications.bounce.address is not set: give the address under which mail comes back, such as terug@traject.example.nl" }}
{{- end }}
{{- end }}
{{- with .Values.worker.versioning }}
{{- if and (ne .mode "chart") .deploymentName }}
{{- $wrong = append $wrong (printf "worker.versioning.deploymentName is only for mode chart, and the mode is %s: leave it out, or set the mode to chart" .mode) }}
{{- end }}
{{- if and (eq .mode "none") .buildId }}
{{- $wrong = append $wrong "worker.versioning.buildId has no meaning with mode none: leave it out, or set the mode to chart" }}
{{- end }}
{{- if and (eq .controller.rollout.strategy "Progressive") (not .controller.rollout.steps) }}
{{- $wrong = append $wrong "worker.versioning.controller.rollout.steps is empty: say the steps, such as [{rampPercentage: 10, pauseDuration: 1h}], or set the strategy to AllAtOnce" }}
{{- end }}
{{- end }}
{{- toYaml $wrong }}
{{- end }}
