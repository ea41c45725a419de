// Gives the worker the interface of libsrtp 3 over Debian's libsrtp 2: an opaque policy, separate input and
// output buffers, two more error codes. Nothing is encrypted here; libsrtp 2 does all of it.
#pragma once

// libsrtp 3 uses this name for a pointer to its opaque policy.
#define srtp_policy_t srtp2_policy_t
#include <srtp2/srtp.h>
#undef srtp_policy_t

#include <climits>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
constexpr auto srtp_err_status_cryptex_err  = static_cast<srtp_err_status_t>(29);

struct SrtpPolicy
{
	srtp2_policy_t fields{};
	uint8_t key[SRTP_MAX_KEY_LEN]{};
};
using srtp_policy_t = SrtpPolicy*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
	*policy = new (std::nothrow) SrtpPolicy;

	return *policy ? srtp_err_status_ok : srtp_err_status_alloc_fail;
}

// The key does not outlive the policy.
inline void srtp_policy_destroy(srtp_policy_t policy)
{
	if (policy)
	{
		explicit_bzero(policy->key, sizeof(policy->key));
	}

	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->fields.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	const auto err = srtp_crypto_policy_set_from_profile_for_rtp(&policy->fields.rtp, profile);

	return err ? err : srtp_crypto_policy_set_from_profile_for_rtcp(&policy->fields.rtcp, profile);
}

// Key and salt side by side, as libsrtp 2 reads them. A key identifier (MKI) is not supported: the worker has none.
inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t keyLen,
  const uint8_t* salt,
  size_t saltLen,
  const uint8_t* mki,
  size_t mkiLen)
{
	if (mki || mkiLen || keyLen > sizeof(policy->key) || saltLen > sizeof(policy->key) - keyLen)
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(policy->key, key, keyLen);
	std::memcpy(policy->key + keyLen, salt, saltLen);
	policy->fields.key = policy->key;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->fields.allow_repeat_tx = allow ? 1 : 0;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t size)
{
	policy->fields.window_size = size;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	return srtp_create(session, &policy->fields);
}

// Both take the SSRC in network byte order.
inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}

// libsrtp 2 works in place: the packet is copied to the output first, where up to `growth` bytes may follow it.
template<typename InPlace>
inline srtp_err_status_t srtpIntoBuffer(
  InPlace inPlace, srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t growth)
{
	if (inLen > INT_MAX - growth)
	{
		return srtp_err_status_bad_param;
	}
	if (*outLen < inLen + growth)
	{
		return srtp_err_status_buffer_small;
	}
	if (in != out)
	{
		std::memmove(out, in, inLen);
	}

	int len        = static_cast<int>(inLen);
	const auto err = inPlace(session, out, &len);

	if (!err)
	{
		*outLen = static_cast<size_t>(len);
	}

	return err;
}

using SrtpInPlace = srtp_err_status_t (*)(srtp_t, void*, int*);

// mkiIndex must be 0, see srtp_policy_add_key().
inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t mkiIndex)
{
	const SrtpInPlace inPlace = srtp_protect;

	return mkiIndex ? srtp_err_status_bad_mki
	                : srtpIntoBuffer(inPlace, session, in, inLen, out, outLen, SRTP_MAX_TRAILER_LEN);
}

// SRTCP adds its index of four bytes to the trailer.
inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t mkiIndex)
{
	const SrtpInPlace inPlace = srtp_protect_rtcp;

	return mkiIndex ? srtp_err_status_bad_mki
	                : srtpIntoBuffer(inPlace, session, in, inLen, out, outLen, SRTP_MAX_TRAILER_LEN + 4);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
{
	const SrtpInPlace inPlace = srtp_unprotect;

	return srtpIntoBuffer(inPlace, session, in, inLen, out, outLen, 0);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
{
	const SrtpInPlace inPlace = srtp_unprotect_rtcp;

	return srtpIntoBuffer(inPlace, session, in, inLen, out, outLen, 0);
}
