using System.Text.Json.Serialization;

namespace k8s.Models;

public record V1Container
{
    public IList<string> Args { get; set; }
    public IList<string> Command { get; set; }
    public IList<V1EnvVar> Env { get; set; }
    public string Image { get; set; }
    public string ImagePullPolicy { get; set; }
    public V1Probe LivenessProbe { get; set; }
    public string Name { get; set; }
    public IList<V1ContainerPort> Ports { get; set; }
    public V1Probe ReadinessProbe { get; set; }
    public V1ResourceRequirements Resources { get; set; }
    public string RestartPolicy { get; set; }
    public V1SecurityContext SecurityContext { get; set; }
    public V1Probe StartupProbe { get; set; }
    public IList<V1VolumeMount> VolumeMounts { get; set; }
    public string WorkingDir { get; set; }
}

public record V1ContainerPort
{
    public int ContainerPort { get; set; }
    public string HostIP { get; set; }
    public int? HostPort { get; set; }
    public string Name { get; set; }
    public string Protocol { get; set; }
}

public record V1ContainerState
{
    public V1ContainerStateRunning Running { get; set; }
    public V1ContainerStateTerminated Terminated { get; set; }
    public V1ContainerStateWaiting Waiting { get; set; }
}

public record V1ContainerStateRunning
{
    public DateTime? StartedAt { get; set; }
}

public record V1ContainerStateTerminated
{
    public int ExitCode { get; set; }
    public DateTime? FinishedAt { get; set; }
    public string Message { get; set; }
    public string Reason { get; set; }
    public int? Signal { get; set; }
    public DateTime? StartedAt { get; set; }
}

public record V1ContainerStateWaiting
{
    public string Message { get; set; }
    public string Reason { get; set; }
}

public record V1ContainerStatus
{
    public string ContainerID { get; set; }
    public string Image { get; set; }
    public V1ContainerState LastState { get; set; }
    public string Name { get; set; }
    public bool Ready { get; set; }
    public int RestartCount { get; set; }
    public bool? Started { get; set; }
    public V1ContainerState State { get; set; }
}

public record V1EnvVar
{
    public string Name { get; set; }
    public string Value { get; set; }
    public V1EnvVarSource ValueFrom { get; set; }
}

public record V1EnvVarSource
{
    public V1ObjectFieldSelector FieldRef { get; set; }
}

public record V1ObjectFieldSelector
{
    public string ApiVersion { get; set; }
    public string FieldPath { get; set; }
}

public record V1ResourceRequirements
{
    public IDictionary<string, ResourceQuantity> Limits { get; set; }
    public IDictionary<string, ResourceQuantity> Requests { get; set; }
}

public record V1Probe
{
    public int? FailureThreshold { get; set; }
    public V1HTTPGetAction HttpGet { get; set; }
    public int? InitialDelaySeconds { get; set; }
    public int? PeriodSeconds { get; set; }
    public int? SuccessThreshold { get; set; }
    public V1TCPSocketAction TcpSocket { get; set; }
    public int? TimeoutSeconds { get; set; }
}

public record V1HTTPGetAction
{
    public string Host { get; set; }
    public string Path { get; set; }
    public IntOrString Port { get; set; }
    public string Scheme { get; set; }
}

public record V1TCPSocketAction
{
    public string Host { get; set; }
    public IntOrString Port { get; set; }
}

public record V1PodSecurityContext
{
    public long? FsGroup { get; set; }
    public long? RunAsGroup { get; set; }
    public bool? RunAsNonRoot { get; set; }
    public long? RunAsUser { get; set; }
    public V1SeccompProfile SeccompProfile { get; set; }
}

public record V1SecurityContext
{
    public bool? AllowPrivilegeEscalation { get; set; }
    public V1Capabilities Capabilities { get; set; }
    public bool? Privileged { get; set; }
    public bool? ReadOnlyRootFilesystem { get; set; }
    public long? RunAsGroup { get; set; }
    public bool? RunAsNonRoot { get; set; }
    public long? RunAsUser { get; set; }
    public V1SeccompProfile SeccompProfile { get; set; }
}

public record V1Capabilities
{
    public IList<string> Add { get; set; }
    public IList<string> Drop { get; set; }
}

public record V1SeccompProfile
{
    public string LocalhostProfile { get; set; }
    public string Type { get; set; }
}

public record V1VolumeMount
{
    public string MountPath { get; set; }
    public string Name { get; set; }
    [JsonPropertyName("readOnly")] public bool? ReadOnlyProperty { get; set; }
    public string SubPath { get; set; }
}
