// Most tests wait more than they work, on a clock of their own, so more of them run at once than there are processors.
// What changes something of the whole process, as its console or its environment, is marked NonParallelizable.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(8)]
