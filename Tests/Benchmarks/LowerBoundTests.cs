using CniMigration.Benchmarks.Moves.Clusters;
using CniMigration.Benchmarks.Moves.Results;
using CniMigration.Benchmarks.Servers;

namespace CniMigration.Tests.Benchmarks;

/// <summary>The bound that moves are measured against, worked out by hand for a start of 5 s and an end of 2 s.</summary>
internal sealed class LowerBoundTests
{
    [TestCase(20)]
    [TestCase(60)]
    public void A_quarter_of_surge_takes_four_rounds_of_starts_and_an_end(int nodes) =>
        Assert.That(Of(ClusterPlan.Of(ClusterPlan.Friendly, nodes), ClientRates.Raised), Is.EqualTo(22));

    [TestCase(20)]
    [TestCase(60)]
    public void The_slowest_of_the_mixture_replaces_a_tenth_at_once_without_a_surge(int nodes) =>
        Assert.That(Of(ClusterPlan.Of(ClusterPlan.Mixed, nodes), ClientRates.Raised), Is.EqualTo(50));

    [Test]
    public void At_the_default_rates_six_hundred_creates_and_deletes_take_longer() =>
        Assert.That(Of(ClusterPlan.Of(ClusterPlan.Friendly, 60), ClientRates.Default), Is.EqualTo((1200 - 30) / 20.0));

    [Test]
    public void A_set_ends_and_starts_its_pods_one_after_the_other_unless_its_budget_lets_more_go()
    {
        Assert.That(Of(new BenchmarkWorkload("set", 5) { IsStateful = true }), Is.EqualTo(35));
        Assert.That(Of(new BenchmarkWorkload("set", 5) { IsStateful = true, IsParallel = true, Budget = new BudgetRule(null, "2") }), Is.EqualTo(21));
    }

    [Test]
    public void One_replica_surges_and_one_with_a_volume_cannot()
    {
        Assert.That(Of(new BenchmarkWorkload("single", 1) { Budget = new BudgetRule(1, null) }), Is.EqualTo(7));
        Assert.That(Of(new BenchmarkWorkload("volume", 1) { HoldsVolume = true }), Is.EqualTo(7));
    }

    [Test]
    public void Where_there_are_too_few_places_it_never_ends() =>
        Assert.That(Of(new ClusterPlan("full", 1, 9, [new BenchmarkWorkload("web", 10)]), ClientRates.Raised), Is.Null);

    private static double? Of(BenchmarkWorkload workload) => Of(new ClusterPlan("one", 1, 110, [workload]), ClientRates.Raised);

    private static double? Of(ClusterPlan plan, ClientRates rates) =>
        LowerBound.Of(plan, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), rates)?.TotalSeconds;
}
