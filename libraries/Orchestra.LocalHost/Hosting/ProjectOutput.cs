using System.Xml;
using System.Xml.Linq;

namespace Orchestra.LocalHost.Hosting;

/// <summary>Where the build left a project's program: <c>artifacts/bin/PROJECT/CONFIGURATION/ASSEMBLY.dll</c>, the same configuration as ours.</summary>
internal static class ProjectOutput
{
    public static string Find(string projectPath)
    {
        if (!File.Exists(projectPath))
        {
            throw new LocalHostException($"there is no project file {projectPath}");
        }

        var ours = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        if (ours.Parent?.Parent is not { Name: "bin" } bin)
        {
            throw new LocalHostException(
                $"the host runs from {ours.FullName}, which is not a folder of artifacts/bin: start the one that dotnet build left there"
            );
        }

        var project = Path.GetFileNameWithoutExtension(projectPath);
        var program = Path.Combine(bin.FullName, project, ours.Name, AssemblyName(projectPath) + ".dll");
        return File.Exists(program)
            ? program
            : throw new LocalHostException(
                $"{program} is missing: build the project first (dotnet build {projectPath}, configuration {ours.Name})"
            );
    }

    private static string AssemblyName(string projectPath)
    {
        try
        {
            return XDocument.Load(projectPath).Descendants("AssemblyName").LastOrDefault()?.Value
                ?? Path.GetFileNameWithoutExtension(projectPath);
        }
        catch (XmlException exception)
        {
            throw new LocalHostException($"{projectPath} is not valid XML: {exception.Message}", exception);
        }
    }
}
