namespace Pulumi.Kubernetes.Types.Inputs.Core.V1;

public class ContainerArgs : ResourceArgs
{
    [field: Input("args")] public InputList<string> Args { get => field ??= new(); set; }
    [field: Input("command")] public InputList<string> Command { get => field ??= new(); set; }
    [field: Input("env")] public InputList<EnvVarArgs> Env { get => field ??= new(); set; }
    [field: Input("envFrom")] public InputList<EnvFromSourceArgs> EnvFrom { get => field ??= new(); set; }
    [Input("image")] public Input<string>? Image { get; set; }
    [Input("imagePullPolicy")] public Input<string>? ImagePullPolicy { get; set; }
    [Input("lifecycle")] public Input<LifecycleArgs>? Lifecycle { get; set; }
    [Input("livenessProbe")] public Input<ProbeArgs>? LivenessProbe { get; set; }
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [field: Input("ports")] public InputList<ContainerPortArgs> Ports { get => field ??= new(); set; }
    [Input("readinessProbe")] public Input<ProbeArgs>? ReadinessProbe { get; set; }
    [field: Input("resizePolicy")] public InputList<ContainerResizePolicyArgs> ResizePolicy { get => field ??= new(); set; }
    [Input("resources")] public Input<ResourceRequirementsArgs>? Resources { get; set; }
    [Input("restartPolicy")] public Input<string>? RestartPolicy { get; set; }
    [Input("securityContext")] public Input<SecurityContextArgs>? SecurityContext { get; set; }
    [Input("startupProbe")] public Input<ProbeArgs>? StartupProbe { get; set; }
    [Input("stdin")] public Input<bool>? Stdin { get; set; }
    [Input("stdinOnce")] public Input<bool>? StdinOnce { get; set; }
    [Input("terminationMessagePath")] public Input<string>? TerminationMessagePath { get; set; }
    [Input("terminationMessagePolicy")] public Input<string>? TerminationMessagePolicy { get; set; }
    [Input("tty")] public Input<bool>? Tty { get; set; }
    [field: Input("volumeDevices")] public InputList<VolumeDeviceArgs> VolumeDevices { get => field ??= new(); set; }
    [field: Input("volumeMounts")] public InputList<VolumeMountArgs> VolumeMounts { get => field ??= new(); set; }
    [Input("workingDir")] public Input<string>? WorkingDir { get; set; }
    public static new ContainerArgs Empty => new();
}

public class ContainerPortArgs : ResourceArgs
{
    [Input("containerPort", required: true)] public Input<int> ContainerPortValue { get; set; } = null!;
    [Input("hostIP")] public Input<string>? HostIP { get; set; }
    [Input("hostPort")] public Input<int>? HostPort { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("protocol")] public Input<string>? Protocol { get; set; }
    public static new ContainerPortArgs Empty => new();
}

public class ContainerResizePolicyArgs : ResourceArgs
{
    [Input("resourceName", required: true)] public Input<string> ResourceName { get; set; } = null!;
    [Input("restartPolicy", required: true)] public Input<string> RestartPolicy { get; set; } = null!;
    public static new ContainerResizePolicyArgs Empty => new();
}

public class ResourceRequirementsArgs : ResourceArgs
{
    [field: Input("limits")] public InputMap<string> Limits { get => field ??= new(); set; }
    [field: Input("requests")] public InputMap<string> Requests { get => field ??= new(); set; }
    public static new ResourceRequirementsArgs Empty => new();
}

public class VolumeMountArgs : ResourceArgs
{
    [Input("mountPath", required: true)] public Input<string> MountPath { get; set; } = null!;
    [Input("mountPropagation")] public Input<string>? MountPropagation { get; set; }
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [Input("readOnly")] public Input<bool>? ReadOnly { get; set; }
    [Input("recursiveReadOnly")] public Input<string>? RecursiveReadOnly { get; set; }
    [Input("subPath")] public Input<string>? SubPath { get; set; }
    [Input("subPathExpr")] public Input<string>? SubPathExpr { get; set; }
    public static new VolumeMountArgs Empty => new();
}

public class VolumeDeviceArgs : ResourceArgs
{
    [Input("devicePath", required: true)] public Input<string> DevicePath { get; set; } = null!;
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    public static new VolumeDeviceArgs Empty => new();
}
