namespace Pulumi.Aws.Ec2.Inputs;

public sealed class GetVpcFilterArgs : InvokeArgs
{
    [Input("name", required: true)] public string Name { get; set; } = null!;
    [field: Input("values", required: true)] public List<string> Values { get => field ??= []; set; }
    public static new GetVpcFilterArgs Empty => new();
}

public sealed class GetVpcFilterInputArgs : ResourceArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [field: Input("values", required: true)] public InputList<string> Values { get => field ??= new(); set; }
    public static new GetVpcFilterInputArgs Empty => new();
}

public sealed class GetSubnetsFilterArgs : InvokeArgs
{
    [Input("name", required: true)] public string Name { get; set; } = null!;
    [field: Input("values", required: true)] public List<string> Values { get => field ??= []; set; }
    public static new GetSubnetsFilterArgs Empty => new();
}

public sealed class GetSubnetsFilterInputArgs : ResourceArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [field: Input("values", required: true)] public InputList<string> Values { get => field ??= new(); set; }
    public static new GetSubnetsFilterInputArgs Empty => new();
}

public sealed class GetSubnetFilterArgs : InvokeArgs
{
    [Input("name", required: true)] public string Name { get; set; } = null!;
    [field: Input("values", required: true)] public List<string> Values { get => field ??= []; set; }
    public static new GetSubnetFilterArgs Empty => new();
}

public sealed class GetSubnetFilterInputArgs : ResourceArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [field: Input("values", required: true)] public InputList<string> Values { get => field ??= new(); set; }
    public static new GetSubnetFilterInputArgs Empty => new();
}

public sealed class GetInstancesFilterArgs : InvokeArgs
{
    [Input("name", required: true)] public string Name { get; set; } = null!;
    [field: Input("values", required: true)] public List<string> Values { get => field ??= []; set; }
    public static new GetInstancesFilterArgs Empty => new();
}

public sealed class GetInstancesFilterInputArgs : ResourceArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [field: Input("values", required: true)] public InputList<string> Values { get => field ??= new(); set; }
    public static new GetInstancesFilterInputArgs Empty => new();
}
