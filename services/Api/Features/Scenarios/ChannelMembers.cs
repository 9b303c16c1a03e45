using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Orchestra.Api.Validation;
using Orchestra.Contracts.Scenarios;
using Orchestra.Runs.States;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>Which members of a step's input and meta its channel knows: the records are closed, and what nobody would read is refused.</summary>
internal static class ChannelMembers
{
    private const int MaxText = 10_000;

    private static readonly FrozenDictionary<string, ChannelType[]> Input = new Dictionary<string, ChannelType[]>(StringComparer.Ordinal)
    {
        ["method"] = [ChannelType.HttpRest],
        ["path"] = [ChannelType.HttpRest],
        ["url"] = [ChannelType.HttpRest, ChannelType.Grpc],
        ["pathParams"] = [ChannelType.HttpRest],
        ["query"] = [ChannelType.HttpRest],
        ["headers"] = [ChannelType.HttpRest, ChannelType.Kafka, ChannelType.Queue],
        ["cookies"] = [ChannelType.HttpRest],
        ["body"] = [ChannelType.HttpRest, ChannelType.Grpc, ChannelType.Queue],
        ["bodyBase64"] = [ChannelType.HttpRest],
        ["form"] = [ChannelType.HttpRest],
        ["multipart"] = [ChannelType.HttpRest],
        ["topic"] = [ChannelType.Kafka],
        ["key"] = [ChannelType.Kafka],
        ["value"] = [ChannelType.Kafka],
        ["metadata"] = [ChannelType.Grpc],
        ["messages"] = [ChannelType.Grpc],
        ["parameters"] = [ChannelType.Db],
        ["exchange"] = [ChannelType.Queue],
        ["routingKey"] = [ChannelType.Queue],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ChannelType[]> Meta = new Dictionary<string, ChannelType[]>(StringComparer.Ordinal)
    {
        ["followRedirects"] = [ChannelType.HttpRest],
        ["invalidInput"] = [ChannelType.HttpRest],
        ["auth"] = [ChannelType.HttpRest, ChannelType.Grpc],
        ["clusterAlias"] = [ChannelType.Kafka],
        ["topic"] = [ChannelType.Kafka],
        ["format"] = [ChannelType.Kafka],
        ["acks"] = [ChannelType.Kafka],
        ["keyExpression"] = [ChannelType.Kafka],
        ["valueMatcherMode"] = [ChannelType.Kafka],
        ["from"] = [ChannelType.Kafka],
        ["correlationIdExpr"] = [ChannelType.Kafka, ChannelType.Queue],
        ["service"] = [ChannelType.Grpc],
        ["method"] = [ChannelType.Grpc],
        ["deadlineMs"] = [ChannelType.Grpc],
        ["exchange"] = [ChannelType.Queue],
        ["bindingKey"] = [ChannelType.Queue],
        ["brokerAlias"] = [ChannelType.Queue],
        ["queueName"] = [ChannelType.Queue],
        ["dataSource"] = [ChannelType.Db],
        ["sql"] = [ChannelType.Db],
        ["write"] = [ChannelType.Db],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> Choices = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["format"] = ["json", "string", "binary"],
        ["acks"] = ["all", "1", "0"],
        ["valueMatcherMode"] = ["ANY", "EXACT", "RULES"],
        ["from"] = ["ACTION", "EARLIEST"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] Bodies = ["body", "bodyBase64", "form", "multipart"];

    /// <summary>Adds what a step's channel does not know.</summary>
    /// <param name="input">The input template as JSON.</param>
    /// <param name="meta">The meta as JSON.</param>
    /// <param name="channel">The step's channel.</param>
    /// <param name="path">Where the action is.</param>
    /// <param name="faults">Where the faults go.</param>
    public static void Check(JsonObject input, JsonObject meta, ChannelType channel, string path, FaultList faults)
    {
        CheckOwners(input, Input, channel, $"{path}.inputTemplate", faults);
        CheckOwners(meta, Meta, channel, $"{path}.meta", faults);
        foreach (var (name, choices) in Choices)
        {
            faults.Demand(
                meta[name] is not JsonValue value || choices.Contains(value.GetValue<string>()),
                $"{path}.meta.{name}",
                $"{name} must be one of {string.Join(", ", choices)}"
            );
        }

        var bodies = Bodies.Where(name => IsGiven(input[name])).ToList();
        faults.Demand(
            bodies.Count <= 1,
            $"{path}.inputTemplate.{bodies.LastOrDefault()}",
            $"a request has one body: {string.Join(" and ", bodies)} exclude each other"
        );
    }

    private static void CheckOwners(
        JsonObject members,
        FrozenDictionary<string, ChannelType[]> owners,
        ChannelType channel,
        string path,
        FaultList faults
    )
    {
        foreach (var (name, value) in members)
        {
            if (!IsGiven(value) || !owners.TryGetValue(name, out var channels))
            {
                continue;
            }

            faults
                .Demand(
                    channels.Contains(channel),
                    $"{path}.{name}",
                    $"{name} belongs to steps of the channel {string.Join(" and ", channels.Select(WireNames.Of))}"
                )
                .Demand(
                    !ReferenceEquals(owners, Meta)
                        || value is not JsonValue text
                        || !text.TryGetValue<string>(out var written)
                        || written.Length is >= 1 and <= MaxText,
                    $"{path}.{name}",
                    $"{name} must have 1 to {MaxText} characters"
                );
        }
    }

    // The records' own defaults are empty objects.
    private static bool IsGiven(JsonNode? value) => value is not (null or JsonObject { Count: 0 });
}
