using System.CommandLine;
using Orchestra.Contracts.Errors;
using Orchestra.Modeling.Covering;
using Orchestra.Modeling.Covering.Pict;

namespace Orchestra.Cli.Offline;

/// <summary><c>cover MODEL</c>: the covering array of a model in PICT's format.</summary>
internal static class CoverCommand
{
    public static Command Create(CliConsole console, TimeProvider time)
    {
        var model = new Argument<string>("MODEL") { Description = "parameters, sub-models and constraints in PICT's format" };
        var strength = new Option<int?>("--strength")
        {
            Description = "how many parameters' values must occur together in all combinations (2 to 6; default: 2)",
            HelpName = "N",
        };
        var seedRows = new Option<string?>("--seed-rows")
        {
            Description = "rows to keep: a header of parameters, then rows, by tab or comma",
            HelpName = "FILE",
        };
        var seed = new Option<int?>("--seed") { Description = "the same model and seed give the same rows (default: 1)", HelpName = "N" };
        var extra = new Option<double>("--time") { Description = "seconds to spend on making the array smaller", HelpName = "S" };
        var json = new Option<bool>("--json") { Description = "the array as one JSON document" };
        var command = new Command("cover", "Makes the smallest rows that cover all combinations of a model's values (offline)")
        {
            model,
            strength,
            seedRows,
            seed,
            extra,
            json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(strength) is < 2 or > 6)
            {
                result.AddError("--strength goes from 2 to 6");
            }

            if (result.GetValue(extra) is not (>= 0 and <= 86_400))
            {
                result.AddError("--time takes seconds, from 0 to 86400");
            }
        });
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var options = new CoveringOptions
                {
                    Strength = parsed.GetValue(strength) ?? 2,
                    Seed = parsed.GetValue(seed) ?? 1,
                    SearchTime = TimeSpan.FromSeconds(parsed.GetValue(extra)),
                    Time = time,
                };
                var path = parsed.GetRequiredValue(model);
                var read = ReadModel(path, options.Strength, console);
                var array = Build(path, read, options, parsed.GetValue(seedRows), console, cancellationToken);
                Write(read, array, parsed.GetValue(json), console);
                return Task.FromResult(ExitCodes.Passed);
            }
        );
        return command;
    }

    private static PictModel ReadModel(string path, int strength, CliConsole console)
    {
        var import = PictModelReader.Read(SourceFile.ReadText(path), strength);
        Warn(path, import.Warnings, console);
        return import.Model ?? throw new CliException(ExitCodes.BadInput, $"{path} has {import.Faults.Count} fault(s)", import.Faults);
    }

    private static CoveringArray Build(
        string path,
        PictModel model,
        CoveringOptions options,
        string? seedRows,
        CliConsole console,
        CancellationToken cancellationToken
    )
    {
        if (options.Strength > model.Values.Count)
        {
            throw new CliException(
                ExitCodes.Usage,
                $"--strength {options.Strength} is more than the {model.Values.Count} parameter(s) of {path}"
            );
        }

        var seeds = seedRows is null ? null : PictSeedRows.Read(SourceFile.ReadText(seedRows), model);
        try
        {
            var array = CoveringArray.Build(model.Covering, options with { SeedRows = seeds?.Rows ?? [] }, cancellationToken);
            if (seeds is not null)
            {
                var dropped = array.DroppedSeedRows.Select(row => new Fault(
                    null,
                    seeds.Lines[row],
                    "the row breaks a constraint and is left out"
                ));
                Warn(seedRows!, seeds.Warnings.Concat(dropped), console);
            }

            return array;
        }
        catch (CoveringException exception)
        {
            var faults = exception.Conflict.Select(index => new Fault(null, model.ConstraintLines[index], "this constraint"));
            throw new CliException(ExitCodes.BadInput, $"{path}: {exception.Message}", [.. faults]);
        }
    }

    private static void Write(PictModel model, CoveringArray array, bool asJson, CliConsole console)
    {
        string[] parameters = [.. model.Covering.Factors.Select(factor => factor.Name)];
        var rows = array.FullRows.Select(model.Texts).ToList();
        if (asJson)
        {
            console.Result(
                CoverJson.Write(
                    new CoverJson(parameters, rows, array.Strength, array.Tuples, array.LowerBound, (long)array.Elapsed.TotalMilliseconds)
                )
            );
            return;
        }

        // As PICT prints: the result can be given back with --seed-rows.
        console.Result(string.Join('\t', parameters));
        foreach (var row in rows)
        {
            console.Result(string.Join('\t', row));
        }

        var infeasible = array.Tuples.Infeasible == 0 ? "" : $", {array.Tuples.Infeasible} infeasible";
        console.Note(
            $"{rows.Count} row(s), none could do with fewer than {array.LowerBound}; {array.Tuples.Covered} tuples of {array.Strength} covered{infeasible}; "
                + $"{array.Elapsed.TotalMilliseconds:0} ms"
        );
    }

    private static void Warn(string path, IEnumerable<Fault> warnings, CliConsole console)
    {
        foreach (var warning in warnings)
        {
            console.Note($"warning:{CliConsole.FaultText(path, warning)[1..]}");
        }
    }
}
