{{/* What all pods have in common. Each takes dict root, component, and where it is said image, values, rings. */}}

{{- define "traject.podMetadata" -}}
labels:
  {{- include "traject.labels" . | nindent 2 }}
{{- with .annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* the restricted Pod Security Standard, and no way to the API server, which nothing here needs */}}
{{- define "traject.podSecurity" -}}
automountServiceAccountToken: false
# Without this every Service of the namespace would set variables that start with TRAJECT_.
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .root.Values.scheduling.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.scheduling.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.scheduling.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end }}

{{/* a pod that serves: it is spread over nodes and zones, and gets the time to stop */}}
{{- define "traject.pod" -}}
serviceAccountName: {{ include "traject.fullname" .root }}-{{ .component }}
{{ include "traject.podSecurity" . }}
# 5 seconds before the signal, in which no new requests are sent here any more, and at most 25 after it to finish what was begun.
terminationGracePeriodSeconds: 45
topologySpreadConstraints:
  {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: {{ $.root.Values.scheduling.whenUnsatisfiable }}
    labelSelector:
      matchLabels:
        {{- include "traject.selector" $ | nindent 8 }}
    matchLabelKeys:
      - pod-template-hash
  {{- end }}
{{- end }}

{{/* which program runs, and that it may do nothing else */}}
{{- define "traject.program" -}}
image: {{ include "traject.image" . }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
# What is wrong with the settings stands in `kubectl describe pod`.
terminationMessagePolicy: FallbackToLogsOnError
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop:
      - ALL
{{- end }}

{{/* the container of a service or the worker: all of them answer the same questions on one port */}}
{{- define "traject.container" -}}
{{ include "traject.program" (merge (dict "image" .component) .) }}
ports:
  - name: http
    containerPort: 8080
{{ include "traject.probes" . }}
lifecycle:
  preStop:
    sleep:
      seconds: 5
resources:
  {{- toYaml .values.resources | nindent 2 }}
{{- end }}

{{/* start: every part answered once, so that wrong settings never replace a pod that works; ready: it can serve now; live: it answers */}}
{{- define "traject.probes" -}}
startupProbe:
  httpGet:
    path: /startz
    port: http
  periodSeconds: 2
  timeoutSeconds: 4
  failureThreshold: 150
readinessProbe:
  httpGet:
    path: /readyz
    port: http
  periodSeconds: 5
  timeoutSeconds: 4
  failureThreshold: 2
livenessProbe:
  httpGet:
    path: /healthz
    port: http
  periodSeconds: 10
  timeoutSeconds: 4
  failureThreshold: 3
{{- end }}

{{/* a Deployment up to its pods: a new pod is ready before an old one goes */}}
{{- define "traject.rollout" -}}
revisionHistoryLimit: 3
progressDeadlineSeconds: 600
{{- if not .values.autoscaling.enabled }}
replicas: {{ .values.replicas }}
{{- end }}
strategy:
  rollingUpdate:
    maxUnavailable: 0
    maxSurge: 1
selector:
  matchLabels:
    {{- include "traject.selector" . | nindent 4 }}
{{- end }}

{{- define "traject.autoscaler" -}}
minReplicas: {{ .values.autoscaling.minReplicas }}
maxReplicas: {{ .values.autoscaling.maxReplicas }}
metrics:
  - type: Resource
    resource:
      name: cpu
      target:
        type: Utilization
        averageUtilization: {{ .values.autoscaling.targetCPUUtilizationPercentage }}
{{- end }}

{{/* ServiceAccount, Service, PodDisruptionBudget and HorizontalPodAutoscaler of a part: what does not differ from part to part */}}
{{- define "traject.surroundings" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "traject.metadata" . | nindent 2 }}
automountServiceAccountToken: false
---
apiVersion: v1
kind: Service
metadata:
  {{- include "traject.metadata" . | nindent 2 }}
spec:
  ports:
    - name: http
      port: 80
      targetPort: http
      appProtocol: http
  selector:
    {{- include "traject.selector" . | nindent 4 }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "traject.metadata" . | nindent 2 }}
spec:
  # One at a time: with a single replica a node can still be drained.
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "traject.selector" . | nindent 6 }}
{{- if and .values.autoscaling.enabled (not .scaledElsewhere) }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "traject.metadata" . | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "traject.fullname" .root }}-{{ .component }}
  {{- include "traject.autoscaler" . | nindent 2 }}
{{- end }}
{{- end }}
