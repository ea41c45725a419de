// Stands for ankerl::unordered_dense, which Debian does not package: the three names that the worker uses,
// over the standard containers. Unlike the original, a standard map keeps its elements in place, which is stricter.
#pragma once

#include <cstdint>
#include <functional>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>

namespace ankerl::unordered_dense
{
	// The worker combines these hashes of addresses and ports, so the bits of small numbers must spread
	// (the standard hash of a number is the number itself).
	inline uint64_t spread(uint64_t value)
	{
		value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
		value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);

		return value ^ (value >> 31);
	}

	template<typename Key>
	struct hash
	{
		uint64_t operator()(const Key& key) const
		{
			if constexpr (std::is_enum_v<Key>)
			{
				return spread(static_cast<uint64_t>(static_cast<std::underlying_type_t<Key>>(key)));
			}
			else
			{
				return spread(static_cast<uint64_t>(std::hash<Key>{}(key)));
			}
		}
	};

	template<typename Key, typename Value, typename Hash = hash<Key>, typename Equal = std::equal_to<Key>>
	using map = std::unordered_map<Key, Value, Hash, Equal>;

	template<typename Key, typename Hash = hash<Key>, typename Equal = std::equal_to<Key>>
	using set = std::unordered_set<Key, Hash, Equal>;
} // namespace ankerl::unordered_dense
