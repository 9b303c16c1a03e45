using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Orchestra.LocalHost.Hosting;

/// <summary>Aspire's rules for names, so that a name that works here works there.</summary>
internal static partial class ResourceName
{
    public static void Check(string name)
    {
        if (!Pattern().IsMatch(name) || name.Length > 64 || name.Contains("--", StringComparison.Ordinal) || name.EndsWith('-'))
        {
            throw new ArgumentException(
                $"resource name '{name}' is not valid: at most 64 ASCII letters, digits and single hyphens, a letter first, no hyphen last",
                nameof(name)
            );
        }
    }

    public static void RefuseUserName(string resource, IResourceBuilder<ParameterResource>? userName)
    {
        if (userName is not null)
        {
            throw new DistributedApplicationException(
                $"resource '{resource}': the local host chooses the user's name itself; leave userName out"
            );
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]*$")]
    private static partial Regex Pattern();
}
