using CniMigration.Kubernetes.Api.Admission.Amounts;

namespace CniMigration.Kubernetes.Api.Admission;

/// <summary>What lies outside of a limit range.</summary>
internal sealed class LimitProblems
{
    private readonly List<string> problems = [];

    public void Check(JsonObject limit, ResourceAmounts requests, ResourceAmounts limits)
    {
        var kind = limit.Text("type") ?? "";
        var (least, most) = (ResourceAmounts.Parse(limit["min"]), ResourceAmounts.Parse(limit["max"]));
        foreach (var name in least.Names)
        {
            Bound("minimum", name, kind, least, [(requests, "request", true), (limits, "limit", false)], (actual, bound) => actual < bound);
        }

        foreach (var name in most.Names)
        {
            Bound("maximum", name, kind, most, [(limits, "limit", true), (requests, "request", false)], (actual, bound) => actual > bound);
        }

        var ratios = ResourceAmounts.Parse(limit["maxLimitRequestRatio"]);
        foreach (var name in ratios.Names)
        {
            Ratio(name, kind, ratios, requests, limits);
        }
    }

    public void CheckRequests(JsonObject limit, ResourceAmounts requests)
    {
        var kind = limit.Text("type") ?? "";
        var (least, most) = (ResourceAmounts.Parse(limit["min"]), ResourceAmounts.Parse(limit["max"]));
        foreach (var name in least.Names)
        {
            Bound("minimum", name, kind, least, [(requests, "request", true)], (actual, bound) => actual < bound);
        }

        foreach (var name in most.Names)
        {
            Bound("maximum", name, kind, most, [(requests, "request", true)], (actual, bound) => actual > bound);
        }
    }

    public void Throw(ResourceType type, JsonObject json)
    {
        if (problems.Count > 0)
        {
            throw ApiException.Forbidden(type, json["metadata"].Text("name") ?? "", problems.Count == 1 ? problems[0] : $"[{string.Join(", ", problems)}]");
        }
    }

    private void Bound(string word, string name, string kind, ResourceAmounts bounds, (ResourceAmounts Amounts, string Word, bool IsRequired)[] sides,
        Func<Int128, Int128, bool> isOutside)
    {
        foreach (var (amounts, side, isRequired) in sides)
        {
            if (!amounts.Has(name))
            {
                if (isRequired)
                {
                    problems.Add($"{word} {name} usage per {kind} is {bounds.Text(name)}.  No {side} is specified");
                    return;
                }
            }
            else if (isOutside(amounts.Of(name), bounds.Of(name)))
            {
                problems.Add($"{word} {name} usage per {kind} is {bounds.Text(name)}, but {side} is {amounts.Text(name)}");
                return;
            }
        }
    }

    private void Ratio(string name, string kind, ResourceAmounts ratios, ResourceAmounts requests, ResourceAmounts limits)
    {
        var head = $"{name} max limit to request ratio per {kind} is {ratios.Text(name)}, but ";
        if (limits.Of(name) == 0)
        {
            problems.Add(head + "no limit is specified or limit is 0");
        }
        else if (requests.Of(name) == 0)
        {
            problems.Add(head + "no request is specified or request is 0");
        }
        else if ((double)limits.Of(name) / (double)requests.Of(name) is var ratio && ratio > (double)ratios.Of(name) / 1000)
        {
            problems.Add(head + "provided ratio is " + ratio.ToString("F6", CultureInfo.InvariantCulture));
        }
    }
}
