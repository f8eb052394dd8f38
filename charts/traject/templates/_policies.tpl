{{/*
Who may talk to whom. The release denies everything (networkpolicies.yaml), and the file of each part then allows what that part needs.
Each rule takes dict root, component.
*/}}

{{- define "traject.policy" -}}
metadata:
  {{- include "traject.metadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "traject.selector" . | nindent 6 }}
{{- end }}

{{/* peers within the release: dict root, components */}}
{{- define "traject.peers" -}}
{{- $root := .root -}}
- podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ $root.Chart.Name }}
      app.kubernetes.io/instance: {{ $root.Release.Name }}
    matchExpressions:
      - key: app.kubernetes.io/component
        operator: In
        values:
          {{- toYaml .components | nindent 10 }}
{{- end }}

{{/* ingress from parts of the release, from who scrapes metrics, and for what is public from where browsers come in: dict root, from, public */}}
{{- define "traject.from" -}}
- from:
    {{- include "traject.peers" (dict "root" .root "components" .from) | nindent 4 }}
  ports:
    - port: 8080
{{- with .root.Values.monitoring.monitors.from }}
- from:
    {{- toYaml . | nindent 4 }}
  ports:
    - port: 8080
{{- end }}
{{- if and .public (or .root.Values.ingress.enabled .root.Values.gateway.enabled) }}
- from:
    {{- toYaml .root.Values.networkPolicy.ingressController.from | nindent 4 }}
  ports:
    - port: 8080
{{- end }}
{{- end }}

{{- define "traject.toDNS" -}}
- to:
    {{- toYaml .root.Values.networkPolicy.dns.to | nindent 4 }}
  ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
{{- with .root.Values.networkPolicy.telemetry }}
{{- if .to }}
- to:
    {{- toYaml .to | nindent 4 }}
  ports:
    - port: {{ .port }}
{{- end }}
{{- end }}
{{- end }}

{{/* egress to parts of the release: dict root, to */}}
{{- define "traject.to" -}}
- to:
    {{- include "traject.peers" (dict "root" .root "components" .to) | nindent 4 }}
  ports:
    - port: {{ .port | default 8080 }}
{{- end }}

{{/* egress to something that is not of this release, unless the devStack takes its place: dict root, what, devStackPort */}}
{{- define "traject.toExternal" -}}
{{- if .root.Values.devStack.enabled }}
{{- include "traject.to" (dict "root" .root "to" (list "devstack") "port" .devStackPort) }}
{{- else }}
{{- $external := index .root.Values.networkPolicy .what -}}
- ports:
    - port: {{ $external.port }}
  {{- with $external.to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "traject.toStore" -}}
{{ include "traject.toExternal" (dict "root" .root "what" "mongodb" "devStackPort" 27018) }}
{{- end }}

{{- define "traject.toTemporal" -}}
{{ include "traject.toExternal" (dict "root" .root "what" "temporal" "devStackPort" 7233) }}
{{- end }}

{{- define "traject.toProvider" -}}
{{ include "traject.toExternal" (dict "root" .root "what" "oidc" "devStackPort" 8090) }}
{{- end }}

{{- define "traject.toRelay" -}}
{{ include "traject.toExternal" (dict "root" .root "what" "smtp" "devStackPort" 1025) }}
{{- end }}
