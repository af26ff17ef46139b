using System.Text.Json.Serialization;

namespace k8s.Models;

public record V1Affinity
{
    public V1NodeAffinity NodeAffinity { get; set; }
    public V1PodAffinity PodAffinity { get; set; }
    public V1PodAntiAffinity PodAntiAffinity { get; set; }
}

public record V1NodeAffinity
{
    public IList<V1PreferredSchedulingTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; set; }
    public V1NodeSelector RequiredDuringSchedulingIgnoredDuringExecution { get; set; }
}

public record V1NodeSelector
{
    public IList<V1NodeSelectorTerm> NodeSelectorTerms { get; set; }
}

public record V1NodeSelectorTerm
{
    public IList<V1NodeSelectorRequirement> MatchExpressions { get; set; }
    public IList<V1NodeSelectorRequirement> MatchFields { get; set; }
}

public record V1NodeSelectorRequirement
{
    public string Key { get; set; }
    [JsonPropertyName("operator")] public string OperatorProperty { get; set; }
    public IList<string> Values { get; set; }
}

public record V1PreferredSchedulingTerm
{
    public V1NodeSelectorTerm Preference { get; set; }
    public int Weight { get; set; }
}

public record V1PodAffinity
{
    public IList<V1WeightedPodAffinityTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; set; }
    public IList<V1PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; set; }
}

public record V1PodAntiAffinity
{
    public IList<V1WeightedPodAffinityTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; set; }
    public IList<V1PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; set; }
}

public record V1PodAffinityTerm
{
    public V1LabelSelector LabelSelector { get; set; }
    public IList<string> MatchLabelKeys { get; set; }
    public IList<string> MismatchLabelKeys { get; set; }
    public V1LabelSelector NamespaceSelector { get; set; }
    public IList<string> Namespaces { get; set; }
    public string TopologyKey { get; set; }
}

public record V1WeightedPodAffinityTerm
{
    public V1PodAffinityTerm PodAffinityTerm { get; set; }
    public int Weight { get; set; }
}
