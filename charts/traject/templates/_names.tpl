{{/* How everything of a release is called, and which image it runs. */}}

{{- define "traject.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{ .Values.fullnameOverride }}
{{- else -}}
{{- $name := .Values.nameOverride | default .Chart.Name -}}
{{- contains $name .Release.Name | ternary .Release.Name (printf "%s-%s" .Release.Name $name) -}}
{{- end -}}
{{- end }}

{{/* metadata of one object: dict root, component; with suffix when a component has several of a kind */}}
{{- define "traject.metadata" -}}
name: {{ include "traject.fullname" .root }}-{{ .component }}{{ with .suffix }}-{{ . }}{{ end }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "traject.labels" . | nindent 2 }}
{{- end }}

{{/* what tells the pods of a component from all others; it never changes: dict root, component */}}
{{- define "traject.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{/* dict root, component */}}
{{- define "traject.labels" -}}
{{ include "traject.selector" . }}
app.kubernetes.io/part-of: {{ .root.Chart.Name }}
app.kubernetes.io/version: {{ include "traject.tag" .root | trunc 63 | trimSuffix "-" | trimSuffix "." | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- end }}

{{- define "traject.tag" -}}
{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{/* the image of one program: dict root, image */}}
{{- define "traject.image" -}}
{{- $image := .root.Values.image -}}
{{- with index $image.references .image -}}
{{ . }}
{{- else -}}
{{ with $image.registry }}{{ . }}/{{ end }}{{ $image.repository }}/{{ .image }}:{{ include "traject.tag" .root }}
{{- end -}}
{{- end }}

{{/* the address of another part within the cluster: dict root, component */}}
{{- define "traject.url" -}}
http://{{ include "traject.fullname" .root }}-{{ .component }}
{{- end }}

{{/* the host of an address, without a port */}}
{{- define "traject.host" -}}
{{- (urlParse .).host | splitList ":" | first -}}
{{- end }}

{{/* where browsers reach the portal; with the devStack a port that is forwarded to this machine */}}
{{- define "traject.publicUrl" -}}
{{ .Values.portal.publicUrl | default (ternary "http://localhost:8080" "" .Values.devStack.enabled) }}
{{- end }}
