using KnowledgeBase.FullText.Schema;

namespace KnowledgeBase.FullText.Search;

/// <summary>Groups of one snapshot that collapse into one hit together, made by <see cref="IndexReader.UniteGroups"/>.</summary>
public sealed class GroupUnions
{
    // By group: the group that it is found under. Most are found under themselves.
    private readonly int[] _heads;
    private readonly Dictionary<int, int[]> _members = [];

    internal GroupUnions(GlobalOrdinals groups, IndexField field, IEnumerable<IReadOnlyList<byte[]>> unions)
    {
        Groups = groups;
        Field = field;
        _heads = new int[groups.Count];
        for (var group = 0; group < _heads.Length; group++)
        {
            _heads[group] = group;
        }

        foreach (var union in unions)
        {
            var members = union.Select(value => groups.Find(value))
                .Where(g => g >= 0 && _heads[g] == g && !_members.ContainsKey(g))
                .Distinct()
                .ToArray();
            if (members.Length < 2)
            {
                continue;
            }

            foreach (var member in members)
            {
                _heads[member] = members[0];
            }

            _members.Add(members[0], members);
        }
    }

    /// <summary>The numbers of the snapshot's groups, which tell that snapshot from others.</summary>
    internal GlobalOrdinals Groups { get; }

    internal IndexField Field { get; }

    internal int HeadOf(int group) => _heads[group];

    /// <summary>The groups found under one, itself among them; null when it stands alone.</summary>
    internal int[]? MembersOf(int head) => _members.GetValueOrDefault(head);
}
