namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>What is known of walks that can be run, and the search for more of them.</summary>
/// <param name="Known">What is known.</param>
/// <param name="Search">The search.</param>
internal sealed record FeasibleWalks(Feasibility Known, FeasibleSearch Search);
