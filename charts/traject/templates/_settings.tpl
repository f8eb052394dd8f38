{{/* Where the settings of a process come from: environment, and files under /etc/traject. Each takes dict root, component, rings. */}}

{{/* one variable from a Secret: dict name, secret{name,key} */}}
{{- define "traject.secretVariable" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret.name }}
      key: {{ .secret.key }}
{{- end }}

{{- define "traject.mongodb" -}}
{{- if .root.Values.devStack.enabled -}}
- name: TRAJECT_MONGODB_URI
  value: mongodb://{{ include "traject.fullname" .root }}-devstack:27018/
{{- else -}}
{{- $own := index .root.Values.mongodb.services .component | default dict -}}
{{ include "traject.secretVariable" (dict "name" "TRAJECT_MONGODB_URI" "secret" (ternary $own .root.Values.mongodb.uri (ne ($own.name | default "") ""))) }}
{{- end }}
{{- end }}

{{/* the connection to Temporal, except for what the worker controller sets by itself */}}
{{- define "traject.temporal" -}}
{{ include "traject.temporalPlace" . }}
{{- include "traject.temporalTrust" . }}
{{- end }}

{{- define "traject.temporalPlace" -}}
{{- $temporal := .root.Values.temporal -}}
- name: TEMPORAL_ADDRESS
  value: {{ include "traject.temporalAddress" .root | quote }}
- name: TEMPORAL_NAMESPACE
  value: {{ $temporal.namespace | quote }}
{{- with $temporal.tls.serverName }}
- name: TEMPORAL_TLS_SERVER_NAME
  value: {{ . | quote }}
{{- end }}
{{- if $temporal.apiKey.name }}
{{ include "traject.secretVariable" (dict "name" "TEMPORAL_API_KEY" "secret" $temporal.apiKey) }}
{{- end }}
{{- if $temporal.tls.clientCertificate.name }}
- name: TEMPORAL_TLS_CLIENT_CERT_PATH
  value: /etc/traject/temporal/tls.crt
- name: TEMPORAL_TLS_CLIENT_KEY_PATH
  value: /etc/traject/temporal/tls.key
{{- end }}
{{- end }}

{{- define "traject.temporalTrust" -}}
{{- if .root.Values.temporal.tls.enabled }}
- name: TEMPORAL_TLS
  value: "true"
{{- end }}
{{- if .root.Values.temporal.tls.ca.name }}
- name: TEMPORAL_TLS_SERVER_CA_CERT_PATH
  value: /etc/traject/temporal-ca/ca.crt
{{- end }}
{{- end }}

{{- define "traject.temporalAddress" -}}
{{- if .Values.devStack.enabled }}{{ include "traject.fullname" . }}-devstack:7233{{ else }}{{ .Values.temporal.address }}{{ end }}
{{- end }}

{{- define "traject.identity" -}}
{{- $oidc := .root.Values.oidc -}}
{{- if .root.Values.devStack.enabled -}}
- name: TRAJECT_OIDC_ISSUER
  value: {{ .root.Values.devStack.issuer | quote }}
- name: TRAJECT_OIDC_ADDRESS
  value: {{ include "traject.fullname" .root }}-devstack:8090
{{- else -}}
- name: TRAJECT_OIDC_ISSUER
  value: {{ $oidc.issuer | quote }}
{{- with $oidc.address }}
- name: TRAJECT_OIDC_ADDRESS
  value: {{ . | quote }}
{{- end }}
{{- end }}
- name: TRAJECT_OIDC_AUDIENCE
  value: {{ ternary "traject-api" $oidc.audience .root.Values.devStack.enabled | quote }}
- name: TRAJECT_OIDC_PARTIES_CLAIM
  value: {{ $oidc.partiesClaim | quote }}
{{- include "traject.limits" . }}
{{- end }}

{{/* what one person or address may do; each service takes what it reads */}}
{{- define "traject.limits" -}}
{{- $limits := .root.Values.limits -}}
{{- $names := dict "person" "PERSON" "personAtOnce" "PERSON_AT_ONCE" -}}
{{- if has .component (list "portal" "cases") }}{{ $names = merge $names (dict "address" "ADDRESS" "addressAtOnce" "ADDRESS_AT_ONCE") }}{{ end -}}
{{- if has .component (list "cases" "notifications") }}{{ $names = set $names "streams" "STREAMS" }}{{ end -}}
{{- if eq .component "portal" }}{{ $names = merge (dict "personAtPortal" "PERSON" "personAtPortalAtOnce" "PERSON_AT_ONCE") (omit $names "person" "personAtOnce") }}{{ end -}}
{{- range $key, $name := $names }}
{{- $value := get $limits $key | toString }}
{{- if $value }}
- name: TRAJECT_LIMIT_{{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- if and $limits.trustedProxies (has .component (list "portal" "cases")) }}
- name: TRAJECT_TRUSTED_PROXIES
  value: {{ $limits.trustedProxies | quote }}
{{- end }}
{{- end }}

{{/* the paths of files with key rings and authorities, and what only OpenTelemetry and Go themselves read */}}
{{- define "traject.rings" -}}
{{- $variables := dict "payloads" "TRAJECT_PAYLOAD_KEYS" "dossiers" "TRAJECT_DOSSIER_KEYS" "delivery" "TRAJECT_DELIVERY_KEYS" "parents" "TRAJECT_PARENTS_KEYS" "sessions" "TRAJECT_SESSION_KEYS" -}}
{{- range $at, $ring := .rings }}
{{- if $at }}{{ "\n" }}{{ end -}}
- name: {{ index $variables $ring }}
  value: /etc/traject/keys/{{ $ring }}.json
{{- end }}
{{- if .root.Values.trust.configMap }}
- name: SSL_CERT_FILE
  value: /etc/traject/trust/{{ .root.Values.trust.key }}
{{- end }}
{{- range $name, $value := .root.Values.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "traject.mounts" -}}
- name: tmp
  mountPath: /tmp
- name: keys
  mountPath: /etc/traject/keys
  readOnly: true
{{- include "traject.certificates" (merge (dict "of" "mounts") .) }}
{{- if .root.Values.trust.configMap }}
{{ include "traject.fileMount" (dict "name" "trust") }}
{{- end }}
{{- end }}

{{- define "traject.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 256Mi
- name: keys
  projected:
    defaultMode: 0440
    sources:
      {{- range .rings }}
      {{- $secret := index $.root.Values.secrets . }}
      - secret:
          name: {{ ternary (printf "%s-devstack-keys" (include "traject.fullname" $.root)) $secret.name $.root.Values.devStack.enabled }}
          items:
            - key: {{ ternary (printf "%s.json" .) ($secret.key | default (printf "%s.json" .)) $.root.Values.devStack.enabled }}
              path: {{ . }}.json
      {{- end }}
      {{- if .clientKey }}
      - secret:
          name: {{ .clientKey.name }}
          items:
            - key: {{ .clientKey.key }}
              path: portal.pem
      {{- end }}
{{- include "traject.certificates" (merge (dict "of" "volumes") .) }}
{{- if .root.Values.trust.configMap }}
{{ include "traject.fileVolume" (dict "name" "trust" "configMap" .root.Values.trust.configMap "key" .root.Values.trust.key) }}
{{- end }}
{{- end }}

{{/* the mounts or the volumes of what proves and checks identities on TLS connections: dict of, withoutMongodb, withoutTemporal, temporalByController */}}
{{- define "traject.certificates" -}}
{{- $mongodb := .root.Values.mongodb.tls -}}
{{- $temporal := .root.Values.temporal.tls -}}
{{- if and $mongodb.ca.name (not .withoutMongodb) }}
{{ include (printf "traject.certificates.%s" .of) (dict "name" "mongodb-ca" "secret" $mongodb.ca.name "key" $mongodb.ca.key "path" "ca.crt") }}
{{- end }}
{{- if and $mongodb.clientCertificate.name (not .withoutMongodb) }}
{{ include (printf "traject.certificates.%s" .of) (dict "name" "mongodb" "secret" $mongodb.clientCertificate.name "key" $mongodb.clientCertificate.key "path" "client.pem") }}
{{- end }}
{{- if and $temporal.ca.name (not .withoutTemporal) }}
{{ include (printf "traject.certificates.%s" .of) (dict "name" "temporal-ca" "secret" $temporal.ca.name "key" $temporal.ca.key "path" "ca.crt") }}
{{- end }}
{{- if and $temporal.clientCertificate.name (not .withoutTemporal) (not .temporalByController) }}
{{ include (printf "traject.certificates.%s" .of) (dict "name" "temporal" "secret" $temporal.clientCertificate.name) }}
{{- end }}
{{- end }}

{{- define "traject.certificates.mounts" -}}
- name: {{ .name }}
  mountPath: /etc/traject/{{ .name }}
  readOnly: true
{{- end }}

{{- define "traject.certificates.volumes" -}}
- name: {{ .name }}
  secret:
    secretName: {{ .secret }}
    defaultMode: 0440
    {{- with .key }}
    items:
      - key: {{ . }}
        path: {{ $.path }}
    {{- end }}
{{- end }}

{{/* where the registry finds its lists; the bootstrap job loads them too */}}
{{- define "traject.lists" -}}
{{- $registry := .root.Values.registry -}}
- name: TRAJECT_REGISTRY_DEV_DATA
  value: {{ $registry.developmentLists | quote }}
{{- if $registry.lists.configMap }}
- name: TRAJECT_REGISTRY_DATA
  value: /etc/traject/lists
{{- end }}
{{- with $registry.mailDomain }}
- name: TRAJECT_REGISTRY_MAIL_DOMAIN
  value: {{ . | quote }}
{{- end }}
{{- end }}

{{/* a mount and a volume for one file or folder of a ConfigMap: dict name, configMap, key */}}
{{- define "traject.fileMount" -}}
- name: {{ .name }}
  mountPath: /etc/traject/{{ .name }}
  readOnly: true
{{- end }}

{{- define "traject.fileVolume" -}}
- name: {{ .name }}
  configMap:
    name: {{ .configMap }}
    {{- with .key }}
    items:
      - key: {{ . }}
        path: {{ . }}
    {{- end }}
{{- end }}
