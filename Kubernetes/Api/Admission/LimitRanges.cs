using CniMigration.Kubernetes.Api.Admission.Amounts;
using CniMigration.Kubernetes.Api.Store;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Admission;

/// <summary>Gives pods the requests and limits that their namespace's ranges say, and refuses what lies outside of them.</summary>
internal static class LimitRanges
{
    public static void AdmitPod(ObjectStore store, JsonObject pod)
    {
        var limits = LimitsOf(store, pod).ToList();
        if (limits.Count == 0)
        {
            return;
        }

        var set = limits.Where(limit => limit.Text("type") == "Container").SelectMany(limit => SetDefaults(limit, pod["spec"])).ToList();
        if (set.Count > 0)
        {
            pod.Metadata().Section("annotations")["kubernetes.io/limit-ranger"] = "LimitRanger plugin set: " + string.Join("; ", set);
        }

        var problems = new LimitProblems();
        foreach (var limit in limits)
        {
            if (limit.Text("type") == "Container")
            {
                foreach (var container in Containers(pod["spec"]))
                {
                    problems.Check(limit, ResourceAmounts.Parse(container["resources"]?["requests"]), ResourceAmounts.Parse(container["resources"]?["limits"]));
                }
            }
            else if (limit.Text("type") == "Pod")
            {
                problems.Check(limit, PodAmounts.Of(pod["spec"], "requests"), PodAmounts.Of(pod["spec"], "limits"));
            }
        }

        problems.Throw(ResourceTypes.Pods, pod);
    }

    public static void AdmitClaim(ObjectStore store, JsonObject claim)
    {
        var problems = new LimitProblems();
        foreach (var limit in LimitsOf(store, claim).Where(limit => limit.Text("type") == "PersistentVolumeClaim"))
        {
            problems.CheckRequests(limit, ResourceAmounts.Parse(claim["spec"]?["resources"]?["requests"]));
        }

        problems.Throw(ResourceTypes.PersistentVolumeClaims, claim);
    }

    private static IEnumerable<JsonObject> LimitsOf(ObjectStore store, JsonObject json)
    {
        var @namespace = json["metadata"].Text("namespace");
        return store.Snapshot(ResourceTypes.LimitRanges).Items.Values.Where(range => range.Namespace == @namespace)
            .SelectMany(range => range.ToJson()["spec"].Each("limits"));
    }

    private static IEnumerable<string> SetDefaults(JsonObject limit, JsonNode? spec)
    {
        foreach (var list in (string[])["containers", "initContainers"])
        {
            foreach (var container in spec.Each(list))
            {
                var kind = list == "containers" ? "container" : "init container";
                foreach (var (source, target, word) in ((string, string, string)[])[("defaultRequest", "requests", "request"), ("default", "limits", "limit")])
                {
                    var names = Fill(container, target, limit[source] as JsonObject ?? []);
                    if (names.Count > 0)
                    {
                        yield return $"{string.Join(", ", names)} {word} for {kind} {container.Text("name")}";
                    }
                }
            }
        }
    }

    private static List<string> Fill(JsonObject container, string target, JsonObject defaults)
    {
        var names = new List<string>();
        foreach (var (name, value) in defaults)
        {
            var amounts = container.Section("resources").Section(target);
            if (amounts[name] is null)
            {
                amounts[name] = value!.DeepClone();
                names.Add(name);
            }
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private static IEnumerable<JsonObject> Containers(JsonNode? spec) => spec.Each("containers").Concat(spec.Each("initContainers"));
}
