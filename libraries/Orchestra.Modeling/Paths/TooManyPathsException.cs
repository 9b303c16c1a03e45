using System.Globalization;

namespace Orchestra.Modeling.Paths;

/// <summary>A process has more paths than a suite may have scenarios.</summary>
/// <param name="count">The number of paths, or how many were counted.</param>
/// <param name="most">The most allowed.</param>
/// <param name="isExact">Whether all were counted.</param>
public sealed class TooManyPathsException(long count, int most, bool isExact)
    : Exception(
        string.Create(
            CultureInfo.InvariantCulture,
            $"the process has {(isExact ? "" : "more than ")}{count} paths, over maxScenarios {most}: raise it or ask for less coverage"
        )
    );
