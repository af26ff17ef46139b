namespace Pulumi.Kubernetes.Types.Inputs.Core.V1;

public class ProbeArgs : ResourceArgs
{
    [Input("exec")] public Input<ExecActionArgs>? Exec { get; set; }
    [Input("failureThreshold")] public Input<int>? FailureThreshold { get; set; }
    [Input("grpc")] public Input<GRPCActionArgs>? Grpc { get; set; }
    [Input("httpGet")] public Input<HTTPGetActionArgs>? HttpGet { get; set; }
    [Input("initialDelaySeconds")] public Input<int>? InitialDelaySeconds { get; set; }
    [Input("periodSeconds")] public Input<int>? PeriodSeconds { get; set; }
    [Input("successThreshold")] public Input<int>? SuccessThreshold { get; set; }
    [Input("tcpSocket")] public Input<TCPSocketActionArgs>? TcpSocket { get; set; }
    [Input("terminationGracePeriodSeconds")] public Input<int>? TerminationGracePeriodSeconds { get; set; }
    [Input("timeoutSeconds")] public Input<int>? TimeoutSeconds { get; set; }
    public static new ProbeArgs Empty => new();
}

public class HTTPGetActionArgs : ResourceArgs
{
    [Input("host")] public Input<string>? Host { get; set; }
    [field: Input("httpHeaders")] public InputList<HTTPHeaderArgs> HttpHeaders { get => field ??= new(); set; }
    [Input("path")] public Input<string>? Path { get; set; }
    [Input("port", required: true)] public InputUnion<int, string> Port { get; set; } = null!;
    [Input("scheme")] public Input<string>? Scheme { get; set; }
    public static new HTTPGetActionArgs Empty => new();
}

public class HTTPHeaderArgs : ResourceArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [Input("value", required: true)] public Input<string> Value { get; set; } = null!;
    public static new HTTPHeaderArgs Empty => new();
}

public class TCPSocketActionArgs : ResourceArgs
{
    [Input("host")] public Input<string>? Host { get; set; }
    [Input("port", required: true)] public InputUnion<int, string> Port { get; set; } = null!;
    public static new TCPSocketActionArgs Empty => new();
}

public class ExecActionArgs : ResourceArgs
{
    [field: Input("command")] public InputList<string> Command { get => field ??= new(); set; }
    public static new ExecActionArgs Empty => new();
}

public class GRPCActionArgs : ResourceArgs
{
    [Input("port", required: true)] public Input<int> Port { get; set; } = null!;
    [Input("service")] public Input<string>? Service { get; set; }
    public static new GRPCActionArgs Empty => new();
}

public class LifecycleArgs : ResourceArgs
{
    [Input("postStart")] public Input<LifecycleHandlerArgs>? PostStart { get; set; }
    [Input("preStop")] public Input<LifecycleHandlerArgs>? PreStop { get; set; }
    [Input("stopSignal")] public Input<string>? StopSignal { get; set; }
    public static new LifecycleArgs Empty => new();
}

public class LifecycleHandlerArgs : ResourceArgs
{
    [Input("exec")] public Input<ExecActionArgs>? Exec { get; set; }
    [Input("httpGet")] public Input<HTTPGetActionArgs>? HttpGet { get; set; }
    [Input("sleep")] public Input<SleepActionArgs>? Sleep { get; set; }
    [Input("tcpSocket")] public Input<TCPSocketActionArgs>? TcpSocket { get; set; }
    public static new LifecycleHandlerArgs Empty => new();
}

public class SleepActionArgs : ResourceArgs
{
    [Input("seconds", required: true)] public Input<int> Seconds { get; set; } = null!;
    public static new SleepActionArgs Empty => new();
}
